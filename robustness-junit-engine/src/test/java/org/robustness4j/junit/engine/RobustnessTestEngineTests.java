package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineDiscoveryResults;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.AssertionFailedError;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.gate.Gate;
import org.robustness4j.internal.gate.Violation;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFile;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.FindingRecord;
import org.robustness4j.internal.results.record.GroupRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.BadAttacksTestCase;
import org.robustness4j.junit.engine.testcases.BadDeclarationsTestCase;
import org.robustness4j.junit.engine.testcases.BadSuiteTestCase;
import org.robustness4j.junit.engine.testcases.BrokenProviderTestCase;
import org.robustness4j.junit.engine.testcases.CertifiedTestCase;
import org.robustness4j.junit.engine.testcases.ConfidentTestCase;
import org.robustness4j.junit.engine.testcases.ExampleTestCase;
import org.robustness4j.junit.engine.testcases.InheritingTestCase;
import org.robustness4j.junit.engine.testcases.InstanceProvidersTestCase;
import org.robustness4j.junit.engine.testcases.JupiterAnnotationsTestCase;
import org.robustness4j.junit.engine.testcases.LimitedSuiteTestCase;
import org.robustness4j.junit.engine.testcases.MissingProviderTestCase;
import org.robustness4j.junit.engine.testcases.NoRangeTestCase;
import org.robustness4j.junit.engine.testcases.OwnAssertionsTestCase;
import org.robustness4j.junit.engine.testcases.SeveralProvidersTestCase;
import org.robustness4j.junit.engine.testcases.SlicesTestCase;
import org.robustness4j.junit.engine.testcases.SlowTestCase;
import org.robustness4j.junit.engine.testcases.StoppingTestCase;
import org.robustness4j.junit.engine.testcases.SuiteTestCase;
import org.robustness4j.junit.engine.testcases.WeakAttackTestCase;
import org.robustness4j.threat.Goal;
import org.robustness4j.verdict.Verdict;

class RobustnessTestEngineTests {

    private static final String CLASS_ID = "[engine:robustness]/[class:" + ExampleTestCase.class.getName() + "]";

    @TempDir
    Path results;

    @Test
    void limitsThatAreMetPassAndMissedOnesFail() throws Exception {
        EngineExecutionResults execution = execute(selectClass(ExampleTestCase.class));

        execution
                .testEvents()
                .assertStatistics(
                        statistics -> statistics.started(5).succeeded(4).failed(1));
        execution
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("method:isBrokenByLargeSteps()"),
                                finishedWithFailure(
                                        instanceOf(AssertionFailedError.class),
                                        message(
                                                text -> text.matches(
                                                        "(?s)Fgsm succeeded on \\d+ of \\d+, the limit is 1 % .*seed 7.*results-.*")))));
        ResultsFile file = new ResultsFolder(results).read().get(0);
        assertThat(file.complete()).isTrue();
        assertThat(file.planned()).hasSize(5);
        assertThat(file.evaluations()).hasSize(5).allSatisfy(evaluation -> {
            assertThat(evaluation.model().name()).isEqualTo("network");
            assertThat(evaluation.attack().seed()).isEqualTo(7);
        });
    }

    @Test
    void inRecordModeMissedLimitsAreForTheGate() throws Exception {
        EngineExecutionResults execution = execute(
                Map.of(Constants.VERDICT, "record"), selectMethod(ExampleTestCase.class, "isBrokenByLargeSteps"));

        execution.testEvents().assertStatistics(statistics -> statistics.succeeded(1));
        assertThat(new ResultsFolder(results).read().get(0).evaluations().get(0).verdict())
                .hasToString("FAIL");
    }

    @Test
    void theConfidentPolicyDemandsEnoughSamples() throws Exception {
        EngineExecutionResults execution = execute(selectClass(ConfidentTestCase.class));

        assertFailure(execution, "hasTooFewSamples", "at this rate 72 samples would decide");
        execution
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(1).failed(2));
        assertFailure(execution, "namesTwoPolicies", "policy must be one of POINT and CONFIDENT");
        assertThat(new ResultsFolder(results).read().get(0).evaluations())
                .extracting(evaluation -> evaluation.judged().policy() + " " + evaluation.verdict())
                .containsExactlyInAnyOrder("CONFIDENT INCONCLUSIVE", "POINT PASS");

        assertFailure(
                execute(
                        Map.of(Constants.POLICY, "confident"),
                        selectMethod(ExampleTestCase.class, "isBrokenByLargeSteps")),
                "isBrokenByLargeSteps",
                "with 95 % confidence), the limit is 1 %");
    }

    @Test
    void proofsBracketWhatAnAdversaryCanReach() throws Exception {
        EngineExecutionResults execution = execute(selectClass(CertifiedTestCase.class));

        execution
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(3).failed(4));
        assertFailure(execution, "isBroken", "the certified accuracy is");
        assertFailure(
                execution,
                "hasNothingToProve",
                "proofs are about all points of a ball in LINF, L2 or L1, and this test has none");
        assertFailure(execution, "asksForMoreThanAll", "minCertifiedAccuracy must lie between 0 and 1");
        assertFailure(execution, "hasLessThanNoTime", "proofSeconds must be a positive number");
        assertThat(new ResultsFolder(results).read().get(0).evaluations())
                .filteredOn(evaluation -> evaluation.measured().certifiedAccuracy() != null)
                .extracting(evaluation -> evaluation.test().method() + " " + evaluation.verdict())
                .containsExactlyInAnyOrder("isProved PASS", "isBroken FAIL", "isTrainedForProofs RECORDED");
    }

    @Test
    void theConfigurationAsksForProofsOfAllTestsWithABall() throws Exception {
        execute(
                Map.of(Constants.CERTIFY, "true", Constants.PROOF_SECONDS, "3"),
                selectMethod(CertifiedTestCase.class, "isProvedWhereTheConfigurationAsks"));

        EvaluationRecord evaluation =
                new ResultsFolder(results).read().get(0).evaluations().get(0);
        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
        assertThat(evaluation.attack().parameters()).containsEntry("proofSeconds", 3.0);
        assertThat(evaluation.certifiedForTheModel()).isPositive();
        assertThat(evaluation.findings()).extracting(Finding::check).contains("proofs");
    }

    @Test
    void stoppingEarlyLeavesVerdictsAsTheyAre() throws Exception {
        EngineExecutionResults execution =
                execute(Map.of(Constants.STOP_EARLY, "true"), selectMethod(StoppingTestCase.class, "isBroken"));

        assertFailure(execution, "isBroken", "; stopped after 512 of ");
        assertThat(new ResultsFolder(results).read().get(0).evaluations())
                .singleElement()
                .satisfies(evaluation -> {
                    assertThat(evaluation.verdict()).hasToString("FAIL");
                    assertThat(evaluation.measured().outcomes().get(Outcome.NOT_NEEDED))
                            .isPositive();
                });
    }

    @Test
    void theWorstClassAndSliceAreLimitedAndRecorded() throws Exception {
        EngineExecutionResults execution = execute(selectClass(SlicesTestCase.class));

        execution
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(1).failed(8));
        assertFailure(execution, "hasAWeakClass", "samples of the class ");
        assertFailure(execution, "hasAWeakSlice", "samples of the slice ");
        assertFailure(execution, "namesAnEmptySlice", "@SampleSlice 'none' contains none of the 30 samples");
        assertFailure(execution, "namesASliceOfOtherSamples", "names the sample 30, but the samples are numbered");
        assertFailure(execution, "namesASliceOfAnotherType", "@SampleSlice 'text' provides a java.lang.String");
        assertFailure(execution, "namesNoSlice", "has no @SampleSlice named 'dusk'; known names: ");
        assertFailure(execution, "limitsInPercent", "maxClassSuccessRate must lie between 0 and 1");
        assertFailure(execution, "limitsClassesOfFakes", "fake images are of no class and no slice");
        assertThat(new ResultsFolder(results).read().get(0).evaluations())
                .hasSize(3)
                .allSatisfy(evaluation -> assertThat(evaluation.judged().groups())
                        .extracting(GroupRecord::name)
                        .containsExactly("0", "1", "2", "night", "firstThree"));
    }

    @Test
    void severalEpsilonsAreTestsOfTheirOwn() {
        TestDescriptor method = discover(selectMethod(ExampleTestCase.class, "standsSmallSteps"))
                .getEngineDescriptor()
                .getChildren()
                .iterator()
                .next()
                .getChildren()
                .iterator()
                .next();

        assertThat(method.isContainer()).isTrue();
        assertThat(method.getChildren())
                .extracting(child -> child.getUniqueId().toString())
                .containsExactly(
                        CLASS_ID + "/[method:standsSmallSteps()]/[variant:epsilon=0.01]",
                        CLASS_ID + "/[method:standsSmallSteps()]/[variant:epsilon=0.02]");
        assertThat(method.getChildren())
                .extracting(TestDescriptor::getLegacyReportingName)
                .containsExactly("standsSmallSteps[epsilon=0.01]", "standsSmallSteps[epsilon=0.02]");
        assertThat(method.getSource()).hasValueSatisfying(source -> assertThat(source)
                .isInstanceOfSatisfying(
                        MethodSource.class, at -> assertThat(at.getMethodName()).isEqualTo("standsSmallSteps")));
    }

    @Test
    void everySelectorFindsWhatItNames() throws URISyntaxException {
        Path classes = Path.of(ExampleTestCase.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertThat(tests(selectClass(ExampleTestCase.class))).hasSize(5);
        assertThat(tests(selectMethod(ExampleTestCase.class, "standsNoise"))).hasSize(1);
        assertThat(tests(selectIteration(selectMethod(ExampleTestCase.class, "standsSmallSteps"), 1)))
                .containsExactly("standsSmallSteps[epsilon=0.02]");
        assertThat(tests(selectIteration(selectMethod(ExampleTestCase.class, "standsNoise"), 0)))
                .hasSize(1);
        assertThat(tests(selectUniqueId(CLASS_ID))).hasSize(5);
        assertThat(tests(selectUniqueId(CLASS_ID + "/[method:standsNoise()]"))).hasSize(1);
        assertThat(tests(
                        selectMethod(ExampleTestCase.class, "standsNoise"),
                        selectUniqueId(CLASS_ID + "/[method:isBrokenByLargeSteps()]")))
                .hasSize(2);
        assertThat(tests(selectUniqueId(CLASS_ID + "/[method:standsSmallSteps()]")))
                .hasSize(2);
        assertThat(tests(selectUniqueId(CLASS_ID + "/[method:standsSmallSteps()]/[variant:epsilon=0.02]")))
                .containsExactly("standsSmallSteps[epsilon=0.02]");
        assertThat(tests(selectPackage(ExampleTestCase.class.getPackageName()))).hasSizeGreaterThan(12);
        assertThat(tests(selectClasspathRoots(Set.of(classes)).toArray(DiscoverySelector[]::new)))
                .hasSizeGreaterThan(12);
    }

    @Test
    void whatIsNoRobustnessTestIsNotFound() {
        assertThat(tests(selectClass(RobustnessTestEngineTests.class))).isEmpty();
        assertThat(tests(selectUniqueId("[engine:robustness]/[class:no.such.Class]")))
                .isEmpty();
        assertThat(tests(selectUniqueId(CLASS_ID + "/[method:noSuch()]"))).isEmpty();
    }

    @Test
    void classNameFiltersAreHonoured() {
        EngineDiscoveryResults found = EngineTestKit.engine(Constants.ENGINE_ID)
                .selectors(selectPackage(ExampleTestCase.class.getPackageName()))
                .filters((Filter<?>) ClassNameFilter.includeClassNamePatterns(".*NoRange.*"))
                .discover();

        assertThat(found.getEngineDescriptor().getChildren()).hasSize(1);
    }

    @Test
    void tagsDisplayNamesAndDisabledOfJupiterAreHonoured() {
        TestDescriptor testClass = discover(selectClass(JupiterAnnotationsTestCase.class))
                .getEngineDescriptor()
                .getChildren()
                .iterator()
                .next();
        assertThat(testClass.getDisplayName()).isEqualTo("A class with a name");
        assertThat(testClass.getTags()).containsExactlyInAnyOrder(TestTag.create("robustness"), TestTag.create("slow"));
        assertThat(testClass.getChildren()).anySatisfy(child -> {
            assertThat(child.getDisplayName()).isEqualTo("stands noise");
            assertThat(child.getTags())
                    .containsExactlyInAnyOrder(
                            TestTag.create("robustness"), TestTag.create("slow"), TestTag.create("noise"));
        });

        EngineExecutionResults execution = execute(selectClass(JupiterAnnotationsTestCase.class));
        execution
                .testEvents()
                .assertStatistics(statistics -> statistics.skipped(1).succeeded(1));
        execution
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test("method:isOff()"), skippedWithReason("not today")));
    }

    @Test
    void annotationsOfJupiterWithoutEffectAreWarnedOf() {
        assertThat(discover(selectClass(JupiterAnnotationsTestCase.class)).getDiscoveryIssues())
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.severity()).isEqualTo(DiscoveryIssue.Severity.WARNING);
                    assertThat(issue.message()).startsWith("@BeforeAll on prepare()");
                });
    }

    @Test
    void resultsAreReportedToThePlatform() {
        Event entry =
                execute(selectMethod(ExampleTestCase.class, "standsNoise"))
                        .testEvents()
                        .reportingEntryPublished()
                        .stream()
                        .findFirst()
                        .orElseThrow();

        assertThat(entry.getPayload()).isPresent();
        assertThat(entry.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .containsEntry("robustness.attack", "UniformNoise")
                .containsEntry("robustness.verdict", "PASS")
                .containsKeys("robustness.attackSuccessRate", "robustness.seed", "robustness.epsilon");
    }

    @Test
    void providersMayBeInstanceMembersAreCalledOnceAndClosed() {
        InstanceProvidersTestCase.CALLS.clear();
        execute(selectClass(InstanceProvidersTestCase.class))
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(2));

        assertThat(InstanceProvidersTestCase.CALLS).containsExactly("model", "samples", "closed");
    }

    @Test
    void amongSeveralProvidersTheNamedOneIsTaken() {
        EngineExecutionResults execution = execute(selectClass(SeveralProvidersTestCase.class));

        execution
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(1).failed(2));
        assertFailure(execution, "namesNone", "has 2 providers with @ModelUnderTest");
        assertFailure(execution, "namesUnknown", "has no @ModelUnderTest named 'other'; known names: ");
    }

    @Test
    void badDeclarationsWarnAtDiscoveryAndFailInTheTestAlone() {
        assertThat(discover(selectClass(BadDeclarationsTestCase.class)).getDiscoveryIssues())
                .hasSize(7)
                .allSatisfy(issue -> assertThat(issue.severity()).isEqualTo(DiscoveryIssue.Severity.WARNING));

        EngineExecutionResults execution = execute(selectClass(BadDeclarationsTestCase.class));
        execution
                .testEvents()
                .assertStatistics(statistics -> statistics.failed(8).succeeded(0));
        assertFailure(execution, "epsilonOfZero", "did you write 8/255");
        assertFailure(execution, "noEpsilon", "give at least one");
        assertFailure(execution, "limitInPercent", "0.05 is 5 %");
        assertFailure(execution, "targetMissing", "TARGETED needs a target, a class from 0, but there is none");
        assertFailure(execution, "targetTooMuch", "UNTARGETED has no target class");
        assertFailure(execution, "abstractAttack", "not abstract");
        assertFailure(execution, "wrongParameter", "one RobustnessResult and nothing else");
        assertFailure(execution, "targetIsNoClass", "the model has 3 classes");
    }

    @Test
    void missingAndBrokenProvidersAreSaid() throws Exception {
        assertFailure(
                execute(selectClass(MissingProviderTestCase.class)),
                "hasNoModel",
                "has no method or field with @ModelUnderTest");
        assertFailure(
                execute(selectClass(BrokenProviderTestCase.class)),
                "cannotWork",
                "BrokenProviderTestCase.model failed: the disk is on fire");
        assertFailure(execute(selectClass(NoRangeTestCase.class)), "hasNoRange", "is not declared");
        assertThat(new LatestResults(new ResultsFolder(results).read()).evaluations())
                .isEmpty();
        assertThat(new ResultsFolder(results).read())
                .allSatisfy(file -> assertThat(file.errors()).hasSize(1));
    }

    @Test
    void failuresOfTheTestMethodItselfAreRecordedBesideTheEvaluation() throws Exception {
        EngineExecutionResults execution = execute(selectClass(OwnAssertionsTestCase.class));

        assertFailure(execution, "assertsMore", "only ");
        assertFailure(execution, "reads", "no such file");
        LatestResults recorded = new LatestResults(new ResultsFolder(results).read());
        assertThat(recorded.tests())
                .extracting(TestId::method)
                .containsExactlyInAnyOrder("assertsMore", "reads", "overloaded()", "overloaded(RobustnessResult)");
        assertThat(recorded.evaluations()).hasSize(4);
        assertThat(new Gate(List.of()).check(recorded))
                .extracting(Violation::message)
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message).startsWith("ended in an error: only "),
                        message -> assertThat(message).isEqualTo("ended in an error: no such file"));
    }

    @Test
    void unknownValuesOfConfigurationParametersAreErrors() {
        DiscoverySelector noise = selectMethod(ExampleTestCase.class, "standsNoise");

        assertFailure(execute(Map.of(Constants.VERDICT, "perhaps"), noise), "standsNoise", "fail or record");
        assertFailure(execute(Map.of(Constants.POLICY, "sure"), noise), "standsNoise", "point or confident");
        assertFailure(execute(Map.of(Constants.STOP_EARLY, "yes"), noise), "standsNoise", "true or false");
        assertFailure(execute(Map.of(Constants.WORKERS, "0"), noise), "standsNoise", "a whole number from 1");
        assertFailure(execute(Map.of(Constants.SEED, "x"), noise), "standsNoise", "robustness.seed is 'x'");
    }

    @Test
    void aSuiteIsATestForEveryWayToFoolTheModel() throws Exception {
        EngineExecutionResults execution =
                execute(Map.of(Constants.VERDICT, "record"), selectClass(SuiteTestCase.class));

        execution.testEvents().assertStatistics(statistics -> statistics
                .dynamicallyRegistered(7)
                .succeeded(7));
        ResultsFile file = new ResultsFolder(results).read().get(0);
        assertThat(file.planned())
                .extracting(TestId::variant)
                .containsExactly("fake 0", "fake 1", "fake 2", "untargeted", "targeted 0", "targeted 1", "targeted 2");
        assertThat(file.evaluations()).hasSize(7).allSatisfy(evaluation -> {
            boolean fake = evaluation.attack().goal() == Goal.FAKE;
            assertThat(evaluation.measured().samples()).isEqualTo(fake ? 5 : 30);
            assertThat(evaluation.verdict())
                    .hasToString(evaluation.attack().goal() == Goal.TARGETED ? "FAIL" : "RECORDED");
        });
    }

    @Test
    void oneTestOfASuiteCanBeRunAgain() {
        String id = "[engine:robustness]/[class:" + SuiteTestCase.class.getName() + "]/[method:standsEverything("
                + "RobustnessResult)]/[variant:targeted 1]";

        EngineExecutionResults execution = execute(Map.of(Constants.VERDICT, "record"), selectUniqueId(id));

        execution
                .testEvents()
                .assertStatistics(statistics -> statistics.started(1).succeeded(1));
    }

    @Test
    void aTestThatASuiteDoesNotHaveIsAnError() {
        String id = "[engine:robustness]/[class:" + SuiteTestCase.class.getName() + "]/[method:standsEverything("
                + "RobustnessResult)]/[variant:targeted 9]";

        execute(selectUniqueId(id))
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("has not all of the tests")))));
    }

    @Test
    void aSuiteTakesTheLimitOfItsClass() {
        execute(selectClass(LimitedSuiteTestCase.class))
                .testEvents()
                .assertStatistics(statistics -> statistics.started(4).failed(4));
    }

    @Test
    void suitesThatCannotBeRunSaySo() throws Exception {
        assertThat(discover(selectClass(BadSuiteTestCase.class)).getDiscoveryIssues())
                .hasSize(3);

        EngineExecutionResults execution = execute(selectClass(BadSuiteTestCase.class));
        execution
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("epsilon has no values")))))
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("not both")))))
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("fakeImages must be")))));
        assertThat(new ResultsFolder(results).read().get(0).errors()).hasSize(3);
    }

    @Test
    void testsAreDeclaredTypedComposedRepeatedAndInherited() throws Exception {
        EngineExecutionResults execution = execute(
                Map.of(Constants.CHECKS, "false", Constants.INCONCLUSIVE, "warn"),
                selectClass(InheritingTestCase.class));

        execution
                .testEvents()
                .assertStatistics(statistics -> statistics.started(20).succeeded(20));
        assertThat(new ResultsFolder(results).read().get(0).planned())
                .extracting(TestId::variant)
                .contains("Fgsm L2 epsilon=0.25", "Bim L2 epsilon=0.25", "UniformNoise L2 epsilon=0.25")
                .contains("Pgd L2 epsilon=0.25", "Pgd L2 epsilon=0.25 #2")
                .contains("epsilon=0.01", "epsilon=0.02");
    }

    @Test
    void aWeakAttackIsInconclusiveWhateverTheLimit() throws Exception {
        EngineExecutionResults execution = execute(selectClass(WeakAttackTestCase.class));

        execution
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(1).failed(2));
        assertFailure(execution, "hardlyMoves", "planted-adversarials: Pgd finds");
        assertFailure(execution, "asksOnce", "planted-adversarials: AutoAttack finds");
        assertThat(new ResultsFolder(results).read().get(0).evaluations())
                .extracting(EvaluationRecord::verdict)
                .containsExactlyInAnyOrder(Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE, Verdict.PASS);
        assertThat(new ResultsFolder(results).read().get(0).evaluations())
                .allSatisfy(evaluation -> assertThat(evaluation.details().diagnosis())
                        .extracting(FindingRecord::check)
                        .contains("repeatable-output", "planted-adversarials", "noise"));
    }

    @Test
    void inconclusiveEvaluationsMayBeWarningsAndWithoutChecksNoLimitIsMet() {
        execute(Map.of(Constants.INCONCLUSIVE, "warn"), selectClass(WeakAttackTestCase.class))
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(3));
        EngineExecutionResults unchecked =
                execute(Map.of(Constants.CHECKS, "false"), selectClass(WeakAttackTestCase.class));
        unchecked.testEvents().assertStatistics(statistics -> statistics.failed(3));
        assertFailure(unchecked, "hardlyMoves", "it was not checked; run the tests again with robustness.checks=true");
        assertFailure(
                execute(Map.of(Constants.INCONCLUSIVE, "ignore"), selectClass(WeakAttackTestCase.class)),
                "hardlyMoves",
                "must be fail or warn");
    }

    @Test
    void attacksThatCannotBeUsedAreSaid() {
        EngineExecutionResults execution = execute(selectClass(BadAttacksTestCase.class));

        execution
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(0).failed(21));
        assertFailure(execution, "hasNoUsableConstructor", "with a constructor that takes no arguments");
        assertFailure(execution, "hasAConstructorThatThrows", "there is no licence");
        assertFailure(execution, "namesNoClass", "attackFrom is '#returnsNaN'");
        assertFailure(execution, "hasAnAttackThatFailsToLoad", "could not be made");
        assertFailure(execution, "namesTwoAttacks", "both attackFrom and attack name an attack");
        assertFailure(execution, "fakesWithAnAttackThatSearchesABall", "use FakeImage");
        assertFailure(execution, "namesNoMethod", "attackFrom names 'noSuchMethod'");
        assertFailure(execution, "namesAMethodOfAnotherType", "it has to return an Attack");
        assertFailure(execution, "namesAMethodThatReturnsNull", "returned null");
        assertFailure(execution, "namesAMethodThatThrows", "no attack today");
        assertFailure(execution, "isAttackedWithNaN", "it is not finite; this is a defect of the attack");
        assertFailure(execution, "isAttackedWithAnotherShape", "3 values instead of 2");
        assertFailure(execution, "takesNoSteps", "at least 1 step");
        assertFailure(execution, "hasAnAttributeOfAnotherType", "has to be a double[]");
        assertFailure(execution, "hasANormWithoutEpsilon", "Pgd in L2 needs one");
        assertFailure(execution, "hasEpsilonsThatAreNone", "but is NaN");
        assertFailure(execution, "hasEpsilonsThatAreNone", "but is Infinity");
        assertFailure(execution, "hasEpsilonsThatAreNone", "but is -1.0");
        assertFailure(execution, "hasLessThanNoSamples", "maxSamples must be positive");
        assertFailure(execution, "hasNoTime", "timeBudgetSeconds must be a positive number");
        assertFailure(execution, "returnsSomething", "make it void");
    }

    @Test
    void aTimeBudgetEndsAnAttackWithoutEverPassingIt() throws Exception {
        EngineExecutionResults execution = execute(selectClass(SlowTestCase.class));

        assertFailure(execution, "isUndecided", "the time budget was used up");
        assertFailure(execution, "failsAllTheSame", "the limit is 1 %");
        assertFailure(execution, "decidesNothing", "decided nothing about any of");
        assertThat(new ResultsFolder(results).read().get(0).evaluations())
                .extracting(evaluation -> evaluation.verdict().name())
                .containsExactlyInAnyOrder("INCONCLUSIVE", "INCONCLUSIVE", "FAIL");
    }

    @Test
    void withoutTestsNothingIsWritten() throws Exception {
        execute(selectClass(RobustnessTestEngineTests.class));

        try (var files = Files.list(results)) {
            assertThat(files).isEmpty();
        }
    }

    private static void assertFailure(EngineExecutionResults execution, String method, String text) {
        execution
                .testEvents()
                .assertThatEvents()
                .haveAtLeastOne(
                        event(test("method:" + method), finishedWithFailure(message(actual -> actual.contains(text)))));
    }

    private static EngineDiscoveryResults discover(DiscoverySelector... selectors) {
        return EngineTestKit.engine(Constants.ENGINE_ID).selectors(selectors).discover();
    }

    private static List<String> tests(DiscoverySelector... selectors) {
        return discover(selectors).getEngineDescriptor().getDescendants().stream()
                .filter(TestDescriptor::isTest)
                .map(TestDescriptor::getDisplayName)
                .toList();
    }

    private EngineExecutionResults execute(DiscoverySelector... selectors) {
        return execute(Map.of(), selectors);
    }

    private EngineExecutionResults execute(Map<String, String> parameters, DiscoverySelector... selectors) {
        return EngineTestKit.engine(Constants.ENGINE_ID)
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .configurationParameter(Constants.SEED, "7")
                .configurationParameters(parameters)
                .selectors(selectors)
                .execute();
    }
}
