/** The projects of the page "Recipes", built and run as a user would. */
@NullMarked
package dev.continuo.recipes;

import org.jspecify.annotations.NullMarked;
