package org.robustness4j.junit.engine.declaration;

import java.util.Collection;

/** What users' code opened, and may fail to close in any way. */
public interface Resource {

    void close() throws Exception;

    /**
     * Closes all of them, one after the other, and throws the first failure afterwards, with the others suppressed. An
     * error of one, such as a failed assertion, leaves none of the others open.
     */
    static void closeAll(Collection<? extends Resource> resources) throws Exception {
        Throwable failure = null;
        for (Resource resource : resources) {
            try {
                resource.close();
            } catch (Throwable e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof Exception exception) {
            throw exception;
        }
    }
}
