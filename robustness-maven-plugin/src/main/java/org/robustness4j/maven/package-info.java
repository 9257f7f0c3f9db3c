/** The goals of the plugin: thin adapters over the gate of the core. */
@NullMarked
package org.robustness4j.maven;

import org.jspecify.annotations.NullMarked;
