package org.robustness4j.model.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.robustness4j.data.Matrix;

/**
 * Calls of a classifier, whoever wrote it: what it must not give and must not touch is said in one sentence that names
 * its class.
 */
final class ClassifierCalls {

    /** What writes into its input does so from the beginning; a copy of each batch would be paid for by every attack. */
    private static final int COMPARED = 8;

    private final String type;
    private final boolean isUsers;
    private int compared;

    /**
     * Calls of one classifier.
     *
     * @param isUsers whether users wrote it, so that what it throws and what it writes to is worth a sentence
     */
    ClassifierCalls(Class<?> type, boolean isUsers) {
        this.type = type.getName();
        this.isUsers = isUsers;
    }

    /** The classifier, to begin a sentence with. */
    String subject() {
        return "The classifier " + type;
    }

    boolean isUsers() {
        return isUsers;
    }

    /**
     * What a call gives that is not about a batch.
     *
     * @param call with its brackets
     * @param demanded what it has to give
     * @throws IllegalStateException if it gives null, or throws
     */
    <T> T of(String call, String demanded, Supplier<T> code) {
        T given = run(call, "", code);
        if (given == null) {
            throw new IllegalStateException(subject() + " gives null from " + call + "; give " + demanded);
        }
        return given;
    }

    /**
     * What a call gives for a batch, null included.
     *
     * @param call its name
     * @throws IllegalStateException if it throws, or writes into what it is given
     */
    <T> T on(Matrix batch, String call, Supplier<T> code) {
        return on(List.of(new Given("feature", batch)), call, code);
    }

    /** The same for a call that is given the gradient of the logits of an open pass. */
    <T> T on(Matrix batch, Matrix upstream, String call, Supplier<T> code) {
        return on(List.of(new Given("feature", batch), new Given("class", upstream)), call, code);
    }

    private <T> T on(List<Given> arguments, String call, Supplier<T> code) {
        String where = " on a batch of " + shape(arguments.get(0).matrix());
        if (!isUsers || compared >= COMPARED) {
            return run(call, where, code);
        }
        compared++;
        List<float[]> before = new ArrayList<>();
        arguments.forEach(given -> before.add(given.matrix().values().clone()));
        T result = run(call, where, code);
        for (int i = 0; i < arguments.size(); i++) {
            requireUntouched(arguments.get(i), before.get(i), call);
        }
        return result;
    }

    /**
     * Something that a call is given, to read only.
     *
     * @param column what its columns are
     */
    private record Given(String column, Matrix matrix) {}

    private void requireUntouched(Given given, float[] before, String call) {
        Matrix after = given.matrix();
        int place = Arrays.mismatch(before, after.values());
        if (place >= 0) {
            throw new IllegalStateException(subject() + " writes into what " + call + " is given: " + given.column()
                    + " " + place % after.columns() + " of sample " + place / after.columns() + ", both counted from 0,"
                    + " was " + before[place] + " and is " + after.values()[place]
                    + " afterwards; a Matrix is read only, so work on a copy such as batch.values().clone()");
        }
    }

    private <T> T run(String call, String where, Supplier<T> code) {
        if (!isUsers) {
            return code.get();
        }
        try {
            return code.get();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    subject() + " threw " + e.getClass().getName() + " from " + call + where
                            + (e.getMessage() == null ? "" : ": " + e.getMessage()) + "; the cause shows where",
                    e);
        }
    }

    static String shape(Matrix batch) {
        return batch.rows() + " x " + batch.columns();
    }
}
