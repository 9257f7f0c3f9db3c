package org.robustness4j.junit.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.RobustnessTestEngine;
import org.robustness4j.junit.engine.testcases.NestedTestCase;

class NothingPlannedTests {

    @TempDir
    Path results;

    /** A launcher may leave out all tests of a class, and keep the class: it need not remove what has become empty. */
    @Test
    void classesWithoutTestsArePassedThrough() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(NestedTestCase.class))
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .build();
        RobustnessTestEngine engine = new RobustnessTestEngine();
        TestDescriptor root = engine.discover(request, UniqueId.forEngine(engine.getId()));
        List.copyOf(root.getDescendants()).stream()
                .filter(MethodBasedDescriptor.class::isInstance)
                .filter(descriptor -> descriptor.getParent().orElseThrow() instanceof ClassDescriptor)
                .toList()
                .forEach(TestDescriptor::removeFromHierarchy);
        List<TestExecutionResult.Status> statuses = new ArrayList<>();

        EngineExecutionListener listener = new EngineExecutionListener() {
            @Override
            public void executionFinished(TestDescriptor descriptor, TestExecutionResult result) {
                statuses.add(result.getStatus());
            }
        };
        try (NamespacedHierarchicalStore<Namespace> store = new NamespacedHierarchicalStore<>(null)) {
            engine.execute(ExecutionRequest.create(
                    root, listener, request.getConfigurationParameters(), request.getOutputDirectoryCreator(), store));
        }

        assertThat(root.getDescendants()).hasSizeGreaterThan(1);
        assertThat(statuses)
                .hasSize(root.getDescendants().size() + 1)
                .containsOnly(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(results).isEmptyDirectory();
    }
}
