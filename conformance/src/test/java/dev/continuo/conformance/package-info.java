/** The runtime's rules, each shown by a program as a user would write it. */
@NullMarked
package dev.continuo.conformance;

import org.jspecify.annotations.NullMarked;
