/** What the extension does with good tests and with bad ones, which a test engine runs. */
@NullMarked
package dev.continuo.junit;

import org.jspecify.annotations.NullMarked;
