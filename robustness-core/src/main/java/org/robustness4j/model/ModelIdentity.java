package org.robustness4j.model;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The marks that tell one model from another in a result.
 *
 * @param type the class of the model, or the kind of file
 * @param sha256 the hash of its structure and weights, in hexadecimal; empty when it is not known
 * @param parameters the number of its parameters; 0 when it is not known
 * @param backend what computes it: library and device of its own output, and of the logits that attacks follow
 */
@API(status = Status.STABLE, since = "0.1")
public record ModelIdentity(String type, String sha256, long parameters, String backend) {

    /** The same model, with what computes it for attacks added to what computes its own output. */
    public ModelIdentity computedBy(String attackBackend) {
        return new ModelIdentity(type, sha256, parameters, backend + "; attacks: " + attackBackend);
    }
}
