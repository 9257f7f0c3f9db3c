package org.robustness4j.maven;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.robustness4j.configuration.ConfigurationKey;

/**
 * One module's turn under a goal that skips modules with nothing to do: whether there was nothing in all of them is
 * known in the last one alone.
 *
 * @param session the build
 * @param execution of the goal
 * @param module the module
 */
record ReactorTurn(MavenSession session, MojoExecution execution, MavenProject module) {

    /** A module that was told to do nothing; if all were, that is no failure. */
    private static final String SKIPPED = ConfigurationKey.SKIP.key() + " is set";

    /**
     * Why a module had nothing to do.
     *
     * @param why in short
     * @param weight how much the text is to the point: of several modules, those with the largest have the word; 0 where
     *     there is nothing more to say
     * @param text all that is to be said
     */
    record Reason(String why, int weight, String text) {

        static Reason of(String why) {
            return new Reason(why, 0, why);
        }

        private static Reason of(List<String> turn) {
            return new Reason(turn.get(0), Integer.parseInt(turn.get(1)), turn.get(2));
        }

        private List<String> turn() {
            return List.of(why, Integer.toString(weight), text);
        }
    }

    /** The module had something to do. */
    void worked() {
        turns().put(module.getId(), List.of());
    }

    /**
     * The module was told to do nothing.
     *
     * @throws MojoFailureException if the others had nothing to do, and not all were told so
     */
    void skipped(String what, String advice) throws MojoFailureException {
        nothing(what, Reason.of(SKIPPED), advice);
    }

    /**
     * The module had nothing to do.
     *
     * @param what the goal would have done, as in "replay"
     * @param reason why it had not
     * @param advice for when it is so in all modules
     * @throws MojoFailureException if that is so in all modules
     */
    void nothing(String what, Reason reason, String advice) throws MojoFailureException {
        turns().put(module.getId(), reason.turn());
        Map<String, List<String>> all = new TreeMap<>(turns());
        if (all.size() < expected() || all.values().stream().anyMatch(List::isEmpty)) {
            return;
        }
        List<Reason> reasons = all.values().stream().map(Reason::of).toList();
        if (reasons.stream().allMatch(one -> one.why().equals(SKIPPED))) {
            return;
        }
        int weight = reasons.stream().mapToInt(Reason::weight).max().orElse(0);
        if (weight > 0) {
            throw new MojoFailureException(reasons.stream()
                    .filter(one -> one.weight() == weight)
                    .map(Reason::text)
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
        throw new MojoFailureException("There is nothing to " + what + ": "
                + reasons.stream().map(Reason::why).distinct().sorted().collect(Collectors.joining("; ")) + ". "
                + advice);
    }

    /** Called from the command line a goal comes to every module, bound to a phase to those that bind it. */
    private long expected() {
        return execution.getSource() == MojoExecution.Source.CLI
                ? session.getProjects().size()
                : session.getProjects().stream().filter(this::binds).count();
    }

    private boolean binds(MavenProject project) {
        return project.getBuildPlugins().stream()
                .filter(plugin -> plugin.getKey().equals(execution.getPlugin().getKey()))
                .flatMap(plugin -> plugin.getExecutions().stream())
                .anyMatch(bound -> bound.getGoals().contains(execution.getGoal()));
    }

    /** In terms of Java alone: modules may have loaded this plugin more than once. */
    @SuppressWarnings("unchecked")
    private ConcurrentMap<String, List<String>> turns() {
        String key = "robustness:" + execution.getGoal() + ":" + execution.getExecutionId();
        Map<String, Object> data = session.getRequest().getData();
        synchronized (data) {
            return (ConcurrentMap<String, List<String>>)
                    data.computeIfAbsent(key, unseen -> new ConcurrentHashMap<String, List<String>>());
        }
    }
}
