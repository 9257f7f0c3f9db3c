package org.robustness4j.dl4j.training;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.model.DifferentiableClassifier;

/** A network in inference mode whose weights somebody trains. */
interface FollowingClassifiers {

    /** Classifiers for so many threads, all of which follow. */
    List<DifferentiableClassifier> classifiers(int count);

    /** Takes over weights, in the order of the network's parameters. */
    void follow(INDArray parameters);
}
