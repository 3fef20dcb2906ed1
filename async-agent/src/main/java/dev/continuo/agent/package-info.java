/**
 * The Java agent: transforms classes while they are loaded.
 *
 * <pre>
 *   java -javaagent:async-agent.jar=includes=com.example.** -jar app.jar
 *
 *   JVM ──bytes of each class──▶ AgentTransformer ──▶ Transformer (one for each class loader)
 *                                       │                  │
 *                                       │                  ├─ UNCHANGED ──▶ nothing
 *                                       │                  ├─ TRANSFORMED ─▶ CoroutineDefiner, then
 *                                       │                  │                 the host's new bytes
 *                                       └─ FAILED, a defect ─▶ standard error, and methods that
 *                                                             throw the reason
 * </pre>
 *
 * <p>An exception that leaves a class file transformer is swallowed by the JVM, which then loads
 * the class as it is: here nothing leaves one.
 */
@NullMarked
package dev.continuo.agent;

import org.jspecify.annotations.NullMarked;
