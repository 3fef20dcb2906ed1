/**
 * The Maven goals {@code async:transform} and {@code async:transform-test}.
 *
 * <pre>{@code
 * <plugin>
 *   <groupId>dev.continuo</groupId>
 *   <artifactId>async-maven-plugin</artifactId>
 *   <executions>
 *     <execution>
 *       <goals>
 *         <goal>transform</goal>
 *         <goal>transform-test</goal>
 *       </goals>
 *     </execution>
 *   </executions>
 * </plugin>
 * }</pre>
 *
 * <p>They only connect {@link dev.continuo.transform.directory.DirectoryTransformation} to Maven:
 * parameters in, log lines and one exception out.
 */
@NullMarked
package dev.continuo.maven;

import org.jspecify.annotations.NullMarked;
