/** The code of the guide that needs this module; held together with the page by the samples. */
@NullMarked
package dev.continuo.context.propagation.guide;

import org.jspecify.annotations.NullMarked;
