package org.robustness4j.diagnosis.internal;

import org.robustness4j.data.Domain;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.internal.EmbeddedClassifier;

/** What is left to attacks on a model of indices, and which checks mean nothing for it. */
record IndicesCheck(Classifier classifier, Domain domain) {

    Finding finding() {
        return Finding.note(
                "indices",
                "the model takes the " + domain + ", which attacks replace and do not shift: "
                        + (classifier instanceof EmbeddedClassifier
                                ? "the gradient of the vectors that they stand for ranks what may take their place"
                                : classifier.whyNoGradients() + ", and scores alone rank what may take their place")
                        + "; checks of scales, straight lines and input gradients were left out");
    }
}
