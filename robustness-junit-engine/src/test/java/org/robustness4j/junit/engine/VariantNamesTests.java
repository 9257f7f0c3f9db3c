package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.PixelLevelsTestCase;

/** What tests are called where people see them. */
class VariantNamesTests {

    private static final UniqueId CLASS =
            UniqueId.forEngine(Constants.ENGINE_ID).append("class", PixelLevelsTestCase.class.getName());

    @TempDir
    Path results;

    private static List<String> discovered(Function<TestDescriptor, String> name, DiscoverySelector... selectors) {
        return EngineTestKit.engine(Constants.ENGINE_ID)
                .selectors(selectors)
                .discover()
                .getEngineDescriptor()
                .getDescendants()
                .stream()
                .filter(TestDescriptor::isTest)
                .map(name)
                .toList();
    }

    private List<String> run(DiscoverySelector... selectors) {
        return EngineTestKit.engine(Constants.ENGINE_ID)
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .configurationParameter(Constants.CHECKS, "false")
                .selectors(selectors)
                .execute()
                .testEvents()
                .succeeded()
                .map(Event::getTestDescriptor)
                .map(TestDescriptor::getDisplayName)
                .toList();
    }

    @Test
    void areThoseOfTheMethodWithWhatTellsVariantsApart() {
        assertThat(discovered(TestDescriptor::getDisplayName, selectClass(PixelLevelsTestCase.class)))
                .containsExactlyInAnyOrder(
                        "isAttacked[epsilon=2/255]",
                        "isAttacked[epsilon=8/255]",
                        "isAttacked[epsilon=1]",
                        "withstands one step[epsilon=2/255]",
                        "withstands one step[epsilon=0.1]",
                        "isAlone",
                        "isOverloaded()",
                        "isOverloaded(RobustnessResult)[epsilon=2/255]",
                        "isOverloaded(RobustnessResult)[epsilon=0.1]");
        assertThat(discovered(TestDescriptor::getLegacyReportingName, selectClass(PixelLevelsTestCase.class)))
                .containsExactlyInAnyOrder(
                        "isAttacked[epsilon=2/255]",
                        "isAttacked[epsilon=8/255]",
                        "isAttacked[epsilon=1]",
                        "isNamed[epsilon=2/255]",
                        "isNamed[epsilon=0.1]",
                        "isAlone",
                        "isOverloaded()",
                        "isOverloaded(RobustnessResult)[epsilon=2/255]",
                        "isOverloaded(RobustnessResult)[epsilon=0.1]");
    }

    @Test
    void areTheSameInResults() throws Exception {
        assertThat(run(selectMethod(PixelLevelsTestCase.class, "isAttacked")))
                .containsExactly("isAttacked[epsilon=2/255]", "isAttacked[epsilon=8/255]", "isAttacked[epsilon=1]");
        assertThat(new ResultsFolder(results).read().get(0).evaluations())
                .extracting(evaluation -> evaluation.test().displayName())
                .containsExactly(
                        "PixelLevelsTestCase.isAttacked[epsilon=2/255]",
                        "PixelLevelsTestCase.isAttacked[epsilon=8/255]",
                        "PixelLevelsTestCase.isAttacked[epsilon=1]");
    }

    @Test
    void testsOfASuiteCarryTheNameOfItsMethod() {
        assertThat(run(selectMethod(PixelLevelsTestCase.class, "isASuite")))
                .contains(
                        "isASuite[untargeted epsilon=2/255]",
                        "isASuite[untargeted epsilon=0.1]",
                        "isASuite[targeted 2 epsilon=2/255]",
                        "isASuite[fake 0]");
    }

    /** An IDE runs a test again by the id that it has kept. */
    @Test
    void idsSurviveTheirWayThroughText() {
        String id = CLASS.append("method", "isAttacked()")
                .append("variant", "epsilon=2/255")
                .toString();

        assertThat(discovered(descriptor -> descriptor.getUniqueId().toString(), selectUniqueId(id)))
                .containsExactly(id);
        assertThat(UniqueId.parse(id).getLastSegment().getValue()).isEqualTo("epsilon=2/255");
    }

    @Test
    void idsOfEarlierBuildsFindTheirTests() {
        String variant = CLASS + "/[method:isAttacked()]/[variant:epsilon=";

        assertThat(discovered(
                        TestDescriptor::getDisplayName,
                        selectUniqueId(variant + "0.00784313725490196]"),
                        selectUniqueId(variant + "1.0]")))
                .containsExactly("isAttacked[epsilon=2/255]", "isAttacked[epsilon=1]");
        assertThat(discovered(TestDescriptor::getDisplayName, selectUniqueId(variant + "0.00392156862745098]")))
                .isEmpty();
        assertThat(run(selectUniqueId(CLASS + "/[method:isASuite()]/[variant:targeted 1 epsilon=0.00784313725490196]")))
                .containsExactly("isASuite[targeted 1 epsilon=2/255]");
    }
}
