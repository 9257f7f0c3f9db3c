String log = new File(basedir, 'build.log').text

assert log.contains('results-1-truncated.json cannot be used')
assert log.contains('run the robustness tests again')
return true
