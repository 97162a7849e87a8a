using MapDashboard.Data.Cluster;
using MapDashboard.Web.Hosting;

try
{
    await using var app = await MapServer.BuildAsync(args);
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refused)
{
    // The operator's to mend, in one sentence and without a stack.
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
