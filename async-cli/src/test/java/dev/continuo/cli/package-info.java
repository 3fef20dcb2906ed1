@NullMarked
package dev.continuo.cli;

import org.jspecify.annotations.NullMarked;
