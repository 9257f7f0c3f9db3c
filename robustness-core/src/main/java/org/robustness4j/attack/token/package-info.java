/** Attacks on models that take indices, such as those of words or codes: they substitute some by others. */
@NullMarked
package org.robustness4j.attack.token;

import org.jspecify.annotations.NullMarked;
