package org.robustness4j.junit.engine.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.robustness4j.junit.ModelUnderTest;

class ResourceTests {

    private static final List<String> CLOSED = new ArrayList<>();

    /** Fails to close, as an assertion in users' code does. */
    static final class Failing implements AutoCloseable {

        @Override
        public void close() {
            throw new AssertionError("is not released");
        }
    }

    static final class Models {

        @ModelUnderTest
        static AutoCloseable first = new Failing();

        @ModelUnderTest
        static AutoCloseable second = () -> CLOSED.add("second");

        @ModelUnderTest
        static AutoCloseable third = () -> {
            CLOSED.add("third");
            throw new IOException("is gone");
        };
    }

    @Test
    void anErrorLeavesNoOtherProviderOpen() {
        CLOSED.clear();
        Providers<ModelUnderTest> providers =
                Providers.of(Models.class, ModelUnderTest.class, ModelUnderTest::value, member -> new Models());
        providers.all().forEach(Provider::value);

        assertThatThrownBy(providers::close)
                .satisfiesAnyOf(
                        failure -> assertThat(failure)
                                .isInstanceOf(AssertionError.class)
                                .hasMessage("is not released")
                                .hasSuppressedException(new IOException("is gone")),
                        failure -> assertThat(failure) // fields have no order
                                .isInstanceOf(IOException.class)
                                .hasSuppressedException(new AssertionError("is not released")));
        assertThat(CLOSED).containsExactlyInAnyOrder("second", "third");
    }

    @Test
    void theFirstFailureIsThrownAndTheOthersAreSuppressed() {
        Error error = new AssertionError("first");
        Exception exception = new IOException("second");
        List<String> closed = new ArrayList<>();

        assertThatThrownBy(() -> Resource.closeAll(List.of(
                        () -> {
                            throw error;
                        },
                        () -> {
                            throw exception;
                        },
                        () -> closed.add("third"))))
                .isSameAs(error)
                .hasSuppressedException(exception);
        assertThat(closed).containsExactly("third");
    }
}
