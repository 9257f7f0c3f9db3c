package org.robustness4j.dl4j.training;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.model.DifferentiableClassifier;

/**
 * Classifiers of one network in inference mode, for the attacks inside of adversarial training; its weights change
 * between them.
 */
interface ClassifiersInTraining {

    /** Makes classifiers, one for each of so many threads; all have the weights loaded last. */
    List<DifferentiableClassifier> classifiers(int count);

    /** Loads weights into all of them, in the order of {@code Model.params()}. */
    void load(INDArray parameters);
}
