package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.testkit.engine.EngineDiscoveryResults;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.results.ResultsFile;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestDeclaration;
import org.robustness4j.junit.engine.declaration.TestMethods;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.execution.ClassFixture;
import org.robustness4j.junit.engine.testcases.AbstractTestCase;
import org.robustness4j.junit.engine.testcases.ImpossibleTestCase;
import org.robustness4j.junit.engine.testcases.NestedTestCase;

class NestedClassTests {

    private static final String NESTED = NestedTestCase.class.getName();
    private static final String ID = "[engine:robustness]/[class:" + NESTED + "]";
    private static final String IMPOSSIBLE = ImpossibleTestCase.class.getName();
    private static final String ABSTRACT = AbstractTestCase.class.getName();

    @TempDir
    Path results;

    @Test
    void theOutermostClassBringsAllTestsOfTheClassesInsideIt() throws Exception {
        NestedTestCase.asked = 0;

        EngineExecutionResults execution = execute(selectClass(NestedTestCase.class));

        execution
                .testEvents()
                .assertStatistics(
                        statistics -> statistics.started(9).succeeded(9).skipped(2));
        assertThat(NestedTestCase.asked).isEqualTo(1);
        ResultsFile file = new ResultsFolder(results).read().get(0);
        assertThat(file.planned()).hasSize(11).doesNotHaveDuplicates();
        assertThat(file.evaluations())
                .extracting(evaluation -> evaluation.test().toString())
                .containsExactlyInAnyOrder(
                        NESTED + "#isOuter",
                        NESTED + "$Night#isInner[epsilon=0.01]",
                        NESTED + "$Night#isInner[epsilon=0.02]",
                        NESTED + "$Night$Deeper#hasItsOwnSamples",
                        NESTED + "$Night$Deeper#isASuite[untargeted]",
                        NESTED + "$Night$Deeper#isASuite[targeted 0]",
                        NESTED + "$Night$Deeper#isASuite[targeted 1]",
                        NESTED + "$Night$Deeper#isASuite[targeted 2]",
                        NESTED + "$Member#isMember");
        assertThat(file.skipped())
                .extracting(skipped -> skipped.test().toString() + ": " + skipped.reason())
                .containsExactlyInAnyOrder(NESTED + "$Off#isOff: not now", NESTED + "$Off$Inside#isOffToo: not now");
        assertThat(file.complete()).isTrue();
    }

    @Test
    void modelsAndSamplesOfTheClassAroundArePreparedOnce() throws Exception {
        Class<?> nightClass = Class.forName(NESTED + "$Night");
        Class<?> deeperClass = Class.forName(NESTED + "$Night$Deeper");
        ClassFixture outer = ClassFixture.of(TestClass.of(NestedTestCase.class));
        ClassFixture night = outer.inside(TestClass.of(nightClass));
        ClassFixture deeper = night.inside(TestClass.of(deeperClass));
        TestDeclaration isInner = declaration(nightClass, "isInner");
        TestDeclaration own = declaration(deeperClass, "hasItsOwnSamples");
        RunOptions options = RunOptions.seed(1);

        RobustnessEvaluator shared = night.evaluator(isInner, options);
        RobustnessEvaluator apart = deeper.evaluator(own, options);

        assertThat(shared.samples().size()).isEqualTo(6);
        assertThat(outer.evaluator(isInner, options)).isSameAs(shared);
        assertThat(night.samples(isInner)).isSameAs(outer.samples(isInner));
        assertThat(night.diagnostician(shared, options, AttackMonitor.NONE))
                .isSameAs(outer.diagnostician(shared, options, AttackMonitor.NONE));
        assertThat(apart.samples().size()).isEqualTo(9);
        assertThat(deeper.diagnostician(apart, options, AttackMonitor.NONE))
                .isNotSameAs(night.diagnostician(shared, options, AttackMonitor.NONE));
        deeper.close();
        night.close();
        assertThat(outer.evaluator(isInner, options)).isSameAs(shared);
        outer.close();
    }

    /** What it warns of is logged by whoever has it done. */
    @Test
    void aLookAtTheModelThatWasBrokenOffIsDoneAgain() throws Exception {
        ClassFixture fixture = ClassFixture.of(TestClass.of(NestedTestCase.class));
        TestDeclaration isOuter = declaration(NestedTestCase.class, "isOuter");
        RunOptions options = RunOptions.seed(1);
        RobustnessEvaluator evaluator = fixture.evaluator(isOuter, options);
        AttackMonitor cancelling = new Asked(true);
        Asked patient = new Asked(false);

        assertThatThrownBy(() -> fixture.diagnostician(evaluator, options, cancelling))
                .isInstanceOf(CancellationException.class);
        fixture.diagnostician(evaluator, options, patient);

        assertThat(patient.times).isPositive();
        fixture.close();
    }

    /** Counts how often it is asked whether to go on. */
    private static final class Asked implements AttackMonitor {

        private final boolean isCancelled;
        private int times;

        private Asked(boolean isCancelled) {
            this.isCancelled = isCancelled;
        }

        @Override
        public void progressed(Progress progress) {}

        @Override
        public boolean isCancelled() {
            times++;
            return isCancelled;
        }
    }

    private static TestDeclaration declaration(Class<?> type, String method) {
        return TestMethods.of(type).stream()
                .filter(test -> test.getName().equals(method))
                .map(test -> TestSpecification.variantsOf(TestClass.of(type), test)
                        .get(0)
                        .declaration())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everySelectorFindsWhatItNamesAndNothingTwice() throws Exception {
        Class<?> night = Class.forName(NESTED + "$Night");
        Class<?> deeper = Class.forName(NESTED + "$Night$Deeper");
        Class<?> member = Class.forName(NESTED + "$Member");

        assertThat(tests(selectClass(night)))
                .containsExactly(
                        ID + "/[nested-class:Night]/[method:isInner(RobustnessResult)]/[variant:epsilon=0.01]",
                        ID + "/[nested-class:Night]/[method:isInner(RobustnessResult)]/[variant:epsilon=0.02]",
                        ID + "/[nested-class:Night]/[nested-class:Deeper]/[method:hasItsOwnSamples(RobustnessResult)]");
        assertThat(tests(selectClass(member))).containsExactly(ID + "/[nested-class:Member]/[method:isMember()]");
        assertThat(tests(selectNestedClass(List.of(NestedTestCase.class, night), deeper)))
                .singleElement()
                .asString()
                .endsWith("[nested-class:Deeper]/[method:hasItsOwnSamples(RobustnessResult)]");
        assertThat(tests(selectMethod(NESTED + "$Member#isMember"))).hasSize(1);
        assertThat(tests(selectNestedMethod(List.of(NestedTestCase.class), member, "isMember")))
                .hasSize(1);
        assertThat(tests(selectIteration(
                        selectMethod(NESTED + "$Night#isInner(org.robustness4j.junit.RobustnessResult)"), 1)))
                .singleElement()
                .asString()
                .endsWith("[variant:epsilon=0.02]");
        List<String> all = tests(selectClass(NestedTestCase.class));
        assertThat(all).hasSize(7).doesNotHaveDuplicates();
        for (String id : all) {
            assertThat(tests(selectUniqueId(id))).containsExactly(id);
        }
        assertThat(tests(selectUniqueId(ID + "/[nested-class:Night]"))).hasSize(3);
        assertThat(tests(selectUniqueId("[engine:robustness]/[class:" + NESTED + "$Member]")))
                .hasSize(1);
        assertThat(tests(selectUniqueId(ID + "/[nested-class:NoSuch]"))).isEmpty();
        assertThat(tests(
                        selectClass(deeper),
                        selectClass(NestedTestCase.class),
                        selectClass(night),
                        selectClass(member)))
                .containsExactlyInAnyOrderElementsOf(all);
        Path classes = Path.of(NestedTestCase.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(tests(selectClasspathRoots(Set.of(classes)).toArray(DiscoverySelector[]::new)))
                .containsAll(all)
                .doesNotHaveDuplicates();
    }

    @Test
    void aVariantOfASuiteInsideIsFoundByItsId() {
        execute(selectUniqueId(
                        ID + "/[nested-class:Night]/[nested-class:Deeper]/[method:isASuite()]/[variant:targeted 1]"))
                .testEvents()
                .assertStatistics(statistics -> statistics.started(1).succeeded(1));
    }

    @Test
    void tagsOfTheClassesAroundHoldInside() {
        assertThat(discover(selectClass(NestedTestCase.class))
                        .getEngineDescriptor()
                        .getDescendants())
                .filteredOn(descriptor -> descriptor.getDisplayName().startsWith("hasItsOwnSamples"))
                .singleElement()
                .satisfies(descriptor -> assertThat(descriptor.getTags())
                        .extracting(TestTag::getName)
                        .containsExactlyInAnyOrder("robustness", "outer", "night"));
    }

    @Test
    void inheritedInnerClassesBelongToTheHeir() throws Exception {
        EngineExecutionResults execution = execute(selectClass(AbstractTestCase.class));

        execution
                .testEvents()
                .assertStatistics(statistics -> statistics.started(5).succeeded(5));
        assertThat(new ResultsFolder(results).read().get(0).evaluations())
                .extracting(evaluation -> evaluation.test().toString() + " "
                        + evaluation.measured().samples())
                .containsExactlyInAnyOrder(
                        ABSTRACT + "$HeirTestCase#isInherited 6",
                        ABSTRACT + "$HeirTestCase$Inner#isInheritedInside 6",
                        ABSTRACT + "$HeirTestCase$Inner$Cycle#isInheritedInside 6",
                        ABSTRACT + "$SilencingTestCase$Inner#isInheritedInside 9",
                        ABSTRACT + "$SilencingTestCase$Inner$Cycle#isInheritedInside 9");
        assertThat(TestClass.named(ABSTRACT + "$HeirTestCase$Inner$Cycle"))
                .hasValueSatisfying(found -> assertThat(found.nesting())
                        .extracting(Class::getSimpleName)
                        .containsExactly("AbstractTestCase", "HeirTestCase", "Inner", "Cycle"));
        assertThat(TestClass.named(ABSTRACT + "$NoSuch")).isEmpty();
        assertThat(warnings(selectClass(AbstractTestCase.class)))
                .singleElement()
                .asString()
                .contains("the robustness test " + ABSTRACT + ".isInherited() does not run in " + ABSTRACT
                        + "$SilencingTestCase, which overrides it without the annotation");
    }

    @Test
    void whatCannotRunIsSaid() throws Exception {
        List<String> warnings = warnings(selectClass(ImpossibleTestCase.class));

        assertThat(warnings)
                .anyMatch(text ->
                        text.contains(IMPOSSIBLE + "$NobodyImplements declares robustness tests, but is an interface"))
                .anyMatch(text -> text.contains(
                        "Contract.isAbstract() does not run in " + IMPOSSIBLE + "$Implementing, which overrides"))
                .anyMatch(text -> text.contains("hasNone() has an empty list of robustness tests"))
                .noneMatch(text -> text.contains("$Contract declares"));
        EngineExecutionResults execution = execute(selectClass(ImpossibleTestCase.class));
        assertFailure(execution, "isAnonymous", "is an anonymous class");
        assertFailure(execution, "isLocal", "is a local class");
        assertFailure(execution, "isPrivate", "the method is private");
        assertFailure(execution, "returnsANumber", "the method returns a int");
        assertFailure(execution, "cannotBeMade()", "has no constructor without arguments");
        assertFailure(execution, "cannotBeMadeEither", "has no constructor without arguments");
        assertFailure(execution, "isInnerWithArgument", "has no constructor without arguments");
        assertFailure(execution, "isOfAnEnum", "is an enum");
        assertFailure(execution, "isOfARecord", "is a record");
        assertFailure(execution, "isThrowing", "made to fail");
        assertThat(execution.testEvents().succeeded().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .contains("isStatic", "needsNoObject", "isOfACompanion", "isContract");
        ResultsFile file = new ResultsFolder(results).read().get(0);
        assertThat(file.errors()).hasSize(10);
        assertThat(Stream.concat(
                        file.evaluations().stream().map(EvaluationRecord::test),
                        file.errors().stream().map(TestError::test)))
                .containsAll(file.planned());
    }

    @Test
    void anAbstractClassThatNothingExtendsIsSaid() throws Exception {
        Class<?> inner = Class.forName(ABSTRACT + "$Inner");

        assertThat(warnings(selectClass(inner)))
                .anyMatch(text ->
                        text.contains(inner.getName() + " declares robustness tests, but is inside an abstract class"));
        assertThat(warnings(selectMethod(AbstractTestCase.class, "isInherited")))
                .anyMatch(text -> text.contains(
                        ABSTRACT + " declares robustness tests, but is abstract, and nothing selected extends it"));
        assertThat(warnings(selectClass(AbstractTestCase.class), selectClass(AbstractTestCase.HeirTestCase.class)))
                .noneMatch(text -> text.contains("abstract"));
    }

    @Test
    void testIdsOfInheritedInnerClassesAreReadBack() {
        assertThat(new TestId(ABSTRACT + "$HeirTestCase$Inner", "isInheritedInside", null).displayName())
                .isEqualTo("AbstractTestCase$HeirTestCase$Inner.isInheritedInside");
    }

    private static void assertFailure(EngineExecutionResults execution, String method, String text) {
        execution
                .testEvents()
                .assertThatEvents()
                .haveAtLeastOne(
                        event(test("method:" + method), finishedWithFailure(message(actual -> actual.contains(text)))));
    }

    private static List<String> warnings(DiscoverySelector... selectors) {
        return discover(selectors).getDiscoveryIssues().stream()
                .filter(issue -> issue.severity() == DiscoveryIssue.Severity.WARNING)
                .map(DiscoveryIssue::message)
                .toList();
    }

    private static EngineDiscoveryResults discover(DiscoverySelector... selectors) {
        return EngineTestKit.engine(Constants.ENGINE_ID).selectors(selectors).discover();
    }

    private static List<String> tests(DiscoverySelector... selectors) {
        return discover(selectors).getEngineDescriptor().getDescendants().stream()
                .filter(TestDescriptor::isTest)
                .map(descriptor -> descriptor.getUniqueId().toString())
                .toList();
    }

    private EngineExecutionResults execute(DiscoverySelector... selectors) {
        return EngineTestKit.engine(Constants.ENGINE_ID)
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .configurationParameter(Constants.CHECKS, "false")
                .configurationParameter(Constants.INCONCLUSIVE, "warn")
                .selectors(selectors)
                .execute();
    }
}
