// A session owns the process's console and current directory.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
