using Microsoft.AspNetCore.SignalR;

namespace MapDashboard.Web.Live;

/// <summary>Logs what goes wrong in a hub method. A HubException is a refusal that the client is told; everything else is a fault.</summary>
public sealed class HubFaults(ILogger<HubFaults> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception fault) when (fault is not (HubException or OperationCanceledException))
        {
            logger.LogError(fault, "The hub method {Method} failed", invocationContext.HubMethodName);
            throw;
        }
    }
}
