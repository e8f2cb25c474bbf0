using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Portal.Web.Data.Transactions;

/// <summary>
/// Open connections with their statements prepared: preparing costs as much as asking. As many as are ever busy at once;
/// SQL and parameter names (@p0, @p1 …) are the same in both databases.
/// </summary>
public sealed class ReadLanes(DatabaseChoice choice) : IDisposable
{
    private readonly ConcurrentBag<Lane> idle = [];
    private bool closed;
    private long asked;

    /// <summary>How many statements were asked so far; for tests and measurements.</summary>
    public long Asked => Interlocked.Read(ref asked);

    internal async ValueTask<Lane> Take(CancellationToken cancel)
    {
        if (idle.TryTake(out var lane)) return lane;
        var connection = choice.Connection();
        await connection.OpenAsync(cancel);
        if (choice.IsSqlite) SqlitePragmas.Apply(connection);
        return new Lane(this, connection);
    }

    private void Return(Lane lane)
    {
        if (closed) lane.Close();
        else idle.Add(lane);
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var lane)) lane.Close();
    }

    internal sealed class Lane(ReadLanes lanes, DbConnection connection) : IDisposable
    {
        private readonly Dictionary<string, DbCommand> prepared = new(StringComparer.Ordinal);
        private bool broken;

        /// <summary>The statement with these values; valid until the next call with the same text.</summary>
        public DbCommand Ask(string sql, params ReadOnlySpan<object> values)
        {
            Interlocked.Increment(ref lanes.asked);
            if (!prepared.TryGetValue(sql, out var command))
            {
                command = connection.CreateCommand();
                command.CommandText = sql;
                for (var i = 0; i < values.Length; i++)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = "@p" + i;
                    parameter.Value = values[i];
                    command.Parameters.Add(parameter);
                }

                command.Prepare();
                prepared[sql] = command;
            }

            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            return command;
        }

        /// <summary>Whoever meets an error gives the connection up.</summary>
        public void Break() => broken = true;

        public void Dispose()
        {
            if (broken) Close();
            else lanes.Return(this);
        }

        public void Close()
        {
            foreach (var command in prepared.Values) command.Dispose();
            connection.Dispose();
        }
    }
}

internal static class Connections
{
    /// <summary>Not yet open.</summary>
    public static DbConnection Connection(this DatabaseChoice choice) =>
        choice.IsSqlite ? new SqliteConnection(choice.ConnectionString) : new NpgsqlConnection(choice.ConnectionString);
}
