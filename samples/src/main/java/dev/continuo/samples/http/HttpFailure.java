package dev.continuo.samples.http;

/** A request that is answered with an error, after which the connection closes. */
class HttpFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Makes one.
   *
   * @param status from 400 to 599
   * @param reason what the client reads
   */
  HttpFailure(int status, String reason) {
    super(reason, null, false, false); // the client's mistake: where we saw it is of no interest
    this.status = status;
  }

  int status() {
    return status;
  }

  Response response() {
    return Response.message(status, getMessage());
  }
}
