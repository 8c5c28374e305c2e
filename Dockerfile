# One image, two programs: the server (the default command) and the practice service (`node apps/drill/src/main.ts`).
FROM node:24-slim AS packages
WORKDIR /firebreak
RUN npm install --global pnpm@12.21.0
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY apps/server/package.json apps/server/
COPY apps/web/package.json apps/web/
COPY apps/drill/package.json apps/drill/
COPY packages/incident/package.json packages/incident/
COPY packages/signals/package.json packages/signals/
COPY packages/evidence/package.json packages/evidence/
COPY packages/runbook/package.json packages/runbook/
COPY e2e/package.json e2e/
COPY bench/package.json bench/

# The browser app, with everything that building it needs.
FROM packages AS web
RUN pnpm install --frozen-lockfile
COPY . .
RUN node apps/web/node_modules/vite/bin/vite.js build apps/web

# What runs, without development packages.
FROM packages AS production
RUN pnpm install --frozen-lockfile --prod --filter "@firebreak/server..." --filter "@firebreak/drill"
COPY apps/server apps/server
COPY apps/drill apps/drill
RUN node apps/drill/src/training/train.ts
COPY packages packages
COPY --from=web /firebreak/apps/web/dist apps/web/dist

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 FIREBREAK_DATA=/data
WORKDIR /firebreak
COPY --from=production /firebreak ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4600
CMD ["node", "apps/server/src/main.ts"]
