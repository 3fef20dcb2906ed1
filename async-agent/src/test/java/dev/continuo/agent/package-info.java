@NullMarked
package dev.continuo.agent;

import org.jspecify.annotations.NullMarked;
