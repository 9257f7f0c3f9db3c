package org.robustness4j.cli;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.internal.results.FailureMessage;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of Robustness4J. */
@Command(
        name = "robustness",
        mixinStandardHelpOptions = true,
        versionProvider = Robustness.Version.class,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Can your neural network be fooled? Attacks DL4J, Keras and ONNX models, without a line of code.",
        footer = {"", "robustness attack --help shows examples."},
        subcommands = {AttackCommand.class, VerifyCommand.class, GenerateCompletion.class, HelpCommand.class})
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Robustness {

    private static final int NOTHING_CAN_BE_SAID = 2;

    private Robustness() {}

    /** Runs a command and ends the process. */
    public static void main(String[] arguments) {
        CommandLine commandLine = commandLine();
        System.exit(run(commandLine, arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Robustness())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> misused(wrong))
                .setExecutionExceptionHandler((failure, command, result) -> failed(command, failure));
    }

    /** Runs a command and returns its exit code. */
    static int run(CommandLine commandLine, String... arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError e) {
            commandLine
                    .getErr()
                    .println("There is not enough memory (" + e.getMessage()
                            + "); give Java more, as in java -Xmx8g, or attack fewer by --samples");
            return NOTHING_CAN_BE_SAID;
        } catch (Error e) {
            return failed(commandLine, e);
        }
    }

    /** What is wrong, without the whole of the help. */
    private static int misused(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr().println("See " + command.getCommandSpec().qualifiedName(" ") + " --help");
        return NOTHING_CAN_BE_SAID;
    }

    private static int failed(CommandLine command, Throwable failure) {
        command.getErr().println(new FailureMessage(failure));
        LoggerFactory.getLogger(Robustness.class).debug("The command failed", failure);
        return NOTHING_CAN_BE_SAID;
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Robustness.class.getPackage().getImplementationVersion();
            return new String[] {"Robustness4J " + (version == null ? "(of a build folder)" : version)};
        }
    }
}
