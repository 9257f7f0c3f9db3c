package org.robustness4j.certification.internal.vnnlib;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.robustness4j.certification.internal.vnnlib.Inequality.Sum;
import org.robustness4j.certification.internal.vnnlib.Inequality.Variable;

/**
 * A property file of VNN-LIB, version 1: constants {@code X_i} and {@code Y_i}, and assertions about them that hold
 * together for a counterexample. Files whose name ends in {@code .gz} are compressed.
 */
public final class VnnlibFile {

    /** More alternatives are no property that anybody could check. */
    private static final int MOST_ALTERNATIVES = 100_000;

    private final Path path;
    private int inputs;
    private int outputs;

    private VnnlibFile(Path path) {
        this.path = path;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is no property of the kind that is known, saying where
     * @throws UncheckedIOException if it cannot be read
     */
    public static VnnlibProperty read(Path path) {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path));
                Reader text = new InputStreamReader(
                        path.toString().endsWith(".gz") ? new GZIPInputStream(file) : file, StandardCharsets.UTF_8)) {
            return new VnnlibFile(path).property(TermReader.read(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The property " + path + " cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The property " + path + " cannot be read", e);
        }
    }

    private VnnlibProperty property(List<Term> terms) {
        List<List<Inequality>> alternatives = List.of(List.of());
        for (Term term : terms) {
            switch (term.head()) {
                case "declare-const", "declare-fun" -> declare(term);
                case "assert" -> alternatives = both(alternatives, alternatives(argument(term)), term);
                case "set-logic", "set-info", "check-sat", "exit" -> {
                    // says nothing about the values
                }
                default -> throw unknown(term, "assert and declare-const are");
            }
        }
        return VnnlibProperty.of(path, inputs, outputs, alternatives);
    }

    private static Term argument(Term term) {
        if (term.terms().size() != 2) {
            throw new IllegalArgumentException("Line " + term.line() + ": an assertion is of one formula");
        }
        return term.terms().get(1);
    }

    private void declare(Term term) {
        if (term.terms().size() < 2) {
            throw new IllegalArgumentException("Line " + term.line() + ": a constant without name");
        }
        Variable variable = variable(term.terms().get(1));
        if (variable.isInput()) {
            inputs = Math.max(inputs, variable.index() + 1);
        } else {
            outputs = Math.max(outputs, variable.index() + 1);
        }
    }

    private static Variable variable(Term term) {
        String name = term.word();
        try {
            if (name.startsWith("X_") || name.startsWith("Y_")) {
                int index = Integer.parseInt(name.substring(2));
                if (index >= 0) {
                    return new Variable(name.charAt(0) == 'X', index);
                }
            }
        } catch (NumberFormatException e) {
            // the same as any other name
        }
        throw unknown(term, "names are X_0, X_1, ... and Y_0, Y_1, ...; those are");
    }

    private List<List<Inequality>> alternatives(Term term) {
        return switch (term.head()) {
            case "and" -> {
                List<List<Inequality>> all = List.of(List.of());
                for (Term part : term.arguments()) {
                    all = both(all, alternatives(part), part);
                }
                yield all;
            }
            case "or" -> {
                List<List<Inequality>> any = new ArrayList<>();
                term.arguments().forEach(part -> any.addAll(alternatives(part)));
                yield any;
            }
            case "<=", "<" -> List.of(List.of(Inequality.atMost(side(term, 0), side(term, 1))));
            case ">=", ">" -> List.of(List.of(Inequality.atMost(side(term, 1), side(term, 0))));
            case "=" ->
                List.of(List.of(
                        Inequality.atMost(side(term, 0), side(term, 1)),
                        Inequality.atMost(side(term, 1), side(term, 0))));
            default -> throw unknown(term, "and, or, <=, >=, <, > and = are");
        };
    }

    private Sum side(Term term, int number) {
        if (term.arguments().size() != 2) {
            throw new IllegalArgumentException("Line " + term.line() + ": '" + term.head() + "' compares two values");
        }
        return sum(term.arguments().get(number));
    }

    private Sum sum(Term term) {
        if (!term.word().isEmpty()) {
            char first = term.word().charAt(0);
            return first == 'X' || first == 'Y' ? Sum.of(variable(term)) : Sum.of(number(term));
        }
        return switch (term.head()) {
            case "+" -> term.arguments().stream().map(this::sum).reduce(Sum.of(BigDecimal.ZERO), Sum::plus);
            case "-" -> {
                List<Sum> sums = term.arguments().stream().map(this::sum).toList();
                Sum first = sums.isEmpty() ? Sum.of(BigDecimal.ZERO) : sums.get(0);
                BigDecimal minus = BigDecimal.ONE.negate();
                yield sums.size() == 1
                        ? first.times(minus)
                        : sums.stream().skip(1).reduce(first, (sum, next) -> sum.plus(next.times(minus)));
            }
            case "*" ->
                term.arguments().stream().map(this::sum).reduce(Sum.of(BigDecimal.ONE), (one, other) -> {
                    if (!one.factors().isEmpty() && !other.factors().isEmpty()) {
                        throw new IllegalArgumentException(
                                "Line " + term.line() + ": a product of two variables is not linear");
                    }
                    return one.factors().isEmpty() ? other.times(one.constant()) : one.times(other.constant());
                });
            default -> throw unknown(term, "numbers, variables, +, - and * are");
        };
    }

    private static BigDecimal number(Term term) {
        try {
            BigDecimal number = new BigDecimal(term.word());
            if (number.precision() + Math.abs((long) number.scale()) < 1000) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same as any other word
        }
        throw unknown(term, "numbers, variables, +, - and * are");
    }

    /** All pairs: one of the first and one of the second hold. */
    private static List<List<Inequality>> both(
            List<List<Inequality>> first, List<List<Inequality>> second, Term place) {
        if ((long) first.size() * second.size() > MOST_ALTERNATIVES) {
            throw new IllegalArgumentException(
                    "Line " + place.line() + ": there are more than " + MOST_ALTERNATIVES + " alternatives");
        }
        if (first.size() == 1 && second.size() == 1 && first.get(0) instanceof ArrayList<Inequality> growing) {
            growing.addAll(second.get(0));
            return first;
        }
        List<List<Inequality>> pairs = new ArrayList<>();
        for (List<Inequality> one : first) {
            for (List<Inequality> other : second) {
                List<Inequality> pair = new ArrayList<>(one);
                pair.addAll(other);
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private static IllegalArgumentException unknown(Term term, String known) {
        String what = term.word().isEmpty() ? "(" + term.head() + " ...)" : term.word();
        return new IllegalArgumentException("Line " + term.line() + ": '" + what + "' is not known; " + known);
    }
}
