package org.robustness4j.junit.engine.publication;

import java.nio.file.Path;
import java.util.Map;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.robustness4j.junit.Constants;

/** Where one test tells the platform, and whoever listens to it, what it found; for the thread of the test alone. */
public record TestPublisher(EngineExecutionListener listener, TestDescriptor test) {

    /** Where nobody asked for the test, and nobody listens. */
    public static TestPublisher toNobody() {
        return new TestPublisher(
                EngineExecutionListener.NOOP,
                new EngineDescriptor(UniqueId.forEngine(Constants.ENGINE_ID), Constants.ENGINE_ID));
    }

    void publish(Map<String, String> entries) {
        listener.reportingEntryPublished(test, ReportEntry.from(entries));
    }

    void publish(Path file, String mediaType) {
        listener.fileEntryPublished(test, FileEntry.from(file, mediaType));
    }
}
