/**
 * The names of the properties that configure tests and goals.
 */
@NullMarked
package org.robustness4j.configuration;

import org.jspecify.annotations.NullMarked;
