// Tests start processes that share two cores, and some set environment variables for them.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
