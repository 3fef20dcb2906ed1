/**
 * An echo server over TCP, written with everything that one would write it with, on one core, while
 * another core asks: requests per second, processor time per request, latency at a fixed rate, and
 * what an idle connection keeps. Each server and each client is a process of its own.
 *
 * <pre>
 *   EchoBenchmark ──starts──▶ EchoServers KIND | echo_server.py    on core 0
 *        └────────starts──▶ EchoLoad                             on core 1
 * </pre>
 */
@NullMarked
package dev.continuo.benchmarks.echo;

import org.jspecify.annotations.NullMarked;
