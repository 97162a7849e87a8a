using System.Runtime.InteropServices;
using MapDashboard.Data.Cluster;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Connections;

if (args is [HealthCheck.Argument]) return await HealthCheck.RunAsync();

WebApplication app;
using (var starting = new CancellationTokenSource())
{
    // Until the host listens for signals itself: a start that is stopped half-way takes its database with it.
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        starting.Cancel();
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    try
    {
        app = await MapServer.BuildAsync(args, cancellationToken: starting.Token);
    }
    catch (OperationCanceledException) when (starting.IsCancellationRequested)
    {
        return 0;
    }
    catch (Exception refused) when (refused is StartRefusedException or InvalidOperationException or ArgumentException or FormatException or IOException or UnauthorizedAccessException)
    {
        // The operator's to mend, in one sentence and without a stack.
        await Console.Error.WriteLineAsync(refused.Message);
        return 1;
    }
}

try
{
    await app.RunAsync();
    return 0;
}
catch (Exception refused) when (refused is FormatException or ArgumentException or IOException)
{
    var advice = refused.InnerException is AddressInUseException ? " Stop the other program or choose another address: --urls http://localhost:8081" : "";
    await Console.Error.WriteLineAsync(refused.Message + advice);
    return 1;
}
finally
{
    await app.DisposeAsync();
}
