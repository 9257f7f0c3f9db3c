/**
 * What is attacked: a classifier's logits and input gradients, and the user's own model that confirms them.
 */
@NullMarked
package org.robustness4j.model;

import org.jspecify.annotations.NullMarked;
