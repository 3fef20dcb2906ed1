/**
 * A static file server for HTTP/1.1 (RFC 9110, RFC 9112), whole but small.
 *
 * <pre>
 *   StaticServer ─▶ HttpServer ─▶ HttpConnection ─▶ RequestReader ─▶ Request
 *                   accepts,      one exchange      RequestInput     (Headers, BodyLength)
 *                   stops         after the other
 *                                   ├─▶ FileService ─▶ Response      on another thread
 *                                   │   Target, Conditions, ByteRange, Listing, OpenFile
 *                                   └─▶ ResponseWriter               waits for slow clients
 * </pre>
 */
@NullMarked
package dev.continuo.samples.http;

import org.jspecify.annotations.NullMarked;
