import type { ErrorRequestHandler } from "express";

/** The last handler of an instance's door: a body that is no JSON is the caller's fault, with that code; anything else is a bug. */
export const doorFault =
  (malformedCode: string): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const malformed = error instanceof SyntaxError;
    response.status(malformed ? 400 : 500).json({
      ok: false,
      code: malformed ? malformedCode : "BUG",
      message: malformed ? "This is not JSON." : String(error),
    });
  };
