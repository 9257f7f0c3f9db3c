package org.robustness4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.search.Proof;
import org.robustness4j.certification.internal.vnnlib.PropertyVerification;
import org.robustness4j.certification.internal.vnnlib.VnnlibFile;
import org.robustness4j.certification.internal.vnnlib.VnnlibProperty;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.AdaptedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves properties of a model that files in the format of VNN-LIB describe. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Robustness.Version.class,
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Proves a property of a model, or finds a point that breaks it.",
            "The property is a file of VNN-LIB: boxes of inputs X_i, and what a counterexample's outputs Y_i are like."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every property is proved",
            "1:a property is broken",
            "2:time ran out before a proof was found, or the command, the model or a property are wrong"
        })
final class VerifyCommand implements Callable<Integer> {

    private static final int BROKEN = 1;
    private static final int UNKNOWN = 2;
    private static final double NANOSECONDS = 1e9;
    private static final int SHOWN = 12;

    @Parameters(index = "0", paramLabel = "MODEL", description = "the model: .onnx")
    private Path model = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PROPERTY",
            description = "the properties: .vnnlib or .vnnlib.gz")
    private Path[] properties = {};

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "how long each property may take; ${DEFAULT-VALUE} by default")
    private double timeout;

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        if (!(timeout > 0)) {
            throw new IllegalArgumentException("--timeout is a positive number of seconds, but is " + timeout);
        }
        AdaptedModel tested = TestedModel.of(model).model();
        List<VnnlibProperty> read =
                Arrays.stream(properties).map(VnnlibFile::read).toList();
        Set<Proof.Status> ends = EnumSet.noneOf(Proof.Status.class);
        for (int i = 0; i < properties.length; i++) {
            long start = System.nanoTime();
            PropertyVerification.Result result = new PropertyVerification(tested, read.get(i))
                    .result(timeout, () -> Thread.currentThread().isInterrupted());
            ends.add(result.status());
            print(properties[i], result, (System.nanoTime() - start) / NANOSECONDS);
        }
        if (ends.contains(Proof.Status.REFUTED)) {
            return BROKEN;
        }
        return ends.contains(Proof.Status.OPEN) ? UNKNOWN : 0;
    }

    private void print(Path property, PropertyVerification.Result result, double seconds) {
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        String verdict =
                switch (result.status()) {
                    case PROVED -> "proved";
                    case REFUTED -> "broken";
                    case OPEN -> "unknown";
                };
        out.printf(
                Locale.ROOT,
                "%-8s %s  %.1f s, %d parts%s%n",
                verdict,
                property.getFileName(),
                seconds,
                result.parts(),
                result.note().isEmpty() ? "" : "; " + result.note());
        if (result.counterexample() != null && result.outputs() != null) {
            out.println("  X = " + shown(result.counterexample()));
            out.println("  Y = " + shown(result.outputs()));
        }
        out.flush();
    }

    /** All of few values, and the first of many. */
    private static String shown(float[] values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.length && i < SHOWN; i++) {
            text.append(i == 0 ? "" : ", ").append(values[i]);
        }
        return text + (values.length > SHOWN ? ", ... (" + values.length + " values)" : "");
    }
}
