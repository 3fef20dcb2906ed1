/** What results and failures look like where they arrive. */
@NullMarked
package dev.continuo.samples.arrival;

import org.jspecify.annotations.NullMarked;
