/** The code of the guide's page on event loops. */
@NullMarked
package dev.continuo.netty.guide;

import org.jspecify.annotations.NullMarked;
