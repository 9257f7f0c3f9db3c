/** The engine behind the annotations; nothing here is for users but {@code Constants}. */
@NullMarked
package org.robustness4j.junit.engine;

import org.jspecify.annotations.NullMarked;
