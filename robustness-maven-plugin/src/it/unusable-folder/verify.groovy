String log = new File(basedir, 'build.log').text
String file = new File(basedir, 'pom.xml').path

assert log.contains("Results cannot be written: robustness.output.dir is '" + file + "', but " + file
        + ' is a file, not a folder; remove it, or give another folder')
assert !log.contains('T E S T S')
return true
