package org.robustness4j.junit.engine;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.ModelFilesTestCase;

class ModelFilesTests {

    @TempDir
    Path results;

    @Test
    void aFileWithSerialisedObjectsIsReadOnlyIfItIsTrusted() {
        EngineTestKit.engine(Constants.ENGINE_ID)
                .selectors(selectClass(ModelFilesTestCase.class))
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test("isReadAsItIs"), finishedSuccessfully()))
                .haveExactly(
                        1,
                        event(
                                test("isRefused"),
                                finishedWithFailure(message(text ->
                                        text.contains("serialised object") && text.contains("trusted = true")))))
                .haveExactly(
                        1,
                        event(
                                test("isNothingToTrust"),
                                finishedWithFailure(message(text -> text.contains("remove trusted")))));
    }
}
