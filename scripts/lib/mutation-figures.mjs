/** Ends a run with one line of figures. */
class FiguresReporter {
  onMutationTestReportReady(_report, { systemUnderTestMetrics: { metrics } }) {
    const { killed, timeout, survived, noCoverage, totalInvalid, mutationScore } = metrics
    console.log(
      `mutation: ${killed + timeout} of ${killed + timeout + survived + noCoverage} mutants noticed` +
        ` (${mutationScore.toFixed(2)} %, ${timeout} by never ending), ${survived} survived, ${noCoverage} never run, ${totalInvalid} invalid`,
    )
  }
}

/** Read by Stryker. */
export const strykerPlugins = [{ kind: 'Reporter', name: 'figures', injectableClass: FiguresReporter }]
