using MapDashboard.Data.Cluster;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Connections;

if (args is [HealthCheck.Argument]) return await HealthCheck.RunAsync();
try
{
    await using var app = await MapServer.BuildAsync(args);
    await app.RunAsync();
    return 0;
}
catch (IOException taken) when (taken.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{taken.Message} Stop the other program or choose another address: --urls http://localhost:8081");
    return 1;
}
catch (StartRefusedException refused)
{
    // The operator's to mend, in one sentence and without a stack.
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
