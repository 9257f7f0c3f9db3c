package org.robustness4j.attack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.attack.Search;
import org.robustness4j.model.internal.EmbeddingTable;

class ForwardingSearchTests {

    static Stream<Method> methods() {
        return Stream.of(Search.class.getMethods());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodReachesTheSearchThatIsWrapped(Method method) throws ReflectiveOperationException {
        List<Method> called = new ArrayList<>();
        Search wrapped = (Search) Proxy.newProxyInstance(
                Search.class.getClassLoader(), new Class<?>[] {Search.class}, (proxy, reached, arguments) -> {
                    called.add(reached);
                    return zero(reached.getReturnType());
                });
        Search forwarding = new ForwardingSearch() {
            @Override
            protected Search delegate() {
                return wrapped;
            }
        };

        call(method, forwarding);

        assertThat(called).containsExactly(method);
    }

    private static void call(Method method, Search search) throws InvocationTargetException, IllegalAccessException {
        method.invoke(
                search,
                Stream.of(method.getParameterTypes())
                        .map(ForwardingSearchTests::zero)
                        .toArray());
    }

    private static Object zero(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == double.class) {
            return 0.0;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == EmbeddingTable.class) {
            return new EmbeddingTable(1, new float[1]);
        }
        return type == float[][].class ? new float[0][] : type == String.class ? "" : new float[0];
    }
}
