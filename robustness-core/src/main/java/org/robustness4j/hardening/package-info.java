/**
 * Makes a model robust: adversarial training and input-gradient regularisation of a copy, with the model's own updater.
 */
@NullMarked
package org.robustness4j.hardening;

import org.jspecify.annotations.NullMarked;
