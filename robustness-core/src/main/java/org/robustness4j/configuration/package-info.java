/** The properties that configure tests and goals, with their defaults. */
@NullMarked
package org.robustness4j.configuration;

import org.jspecify.annotations.NullMarked;
