/** What every attack is: the template that runs it, and what an attack of one's own extends. */
@NullMarked
package org.robustness4j.attack;

import org.jspecify.annotations.NullMarked;
