package org.robustness4j.junit.engine.declaration;

import java.util.Collection;

/** What users' code opened, and may fail to close in any way. */
public interface Resource {

    void close() throws Exception;

    /** Closes all of them, one after the other, and throws the first failure afterwards. */
    static void closeAll(Collection<? extends Resource> resources) throws Exception {
        Exception failure = null;
        for (Resource resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
