using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Portal.Web.Data.Transactions;

/// <summary>
/// Open connections with their statements prepared: preparing costs as much as asking. SQL and parameter names (@p0, @p1 …) are the same in both databases.
/// On SQLite as many stay open as were ever busy at once. On PostgreSQL each goes back to the driver's pool, which remembers what is prepared: kept here, after one
/// busy moment they would leave nothing of the pool for anybody else.
/// </summary>
public sealed class ReadLanes(DatabaseChoice choice) : IDisposable
{
    private readonly ConcurrentBag<Lane> idle = [];
    private bool closed;
    private long asked;

    /// <summary>How many statements were asked so far; for tests and measurements.</summary>
    public long Asked => Interlocked.Read(ref asked);

    /// <param name="within">For one short question while the caller holds a lane already: it waits only for others like it, so that a pool that is all in use by
    /// those who ask cannot keep them waiting for each other.</param>
    internal async ValueTask<Lane> Take(CancellationToken cancel, bool within = false)
    {
        if (idle.TryTake(out var lane)) return lane;
        var connection = choice.Connection(within);
        try
        {
            await connection.OpenAsync(cancel);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        if (choice.IsSqlite) SqlitePragmas.Apply(connection);
        return new Lane(this, connection);
    }

    private void Return(Lane lane)
    {
        if (closed || !choice.IsSqlite) lane.Close();
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
    /// <param name="within">From a small pool apart, where the database is a server.</param>
    public static DbConnection Connection(this DatabaseChoice choice, bool within = false) =>
        choice.IsSqlite ? new SqliteConnection(choice.ConnectionString)
        : new NpgsqlConnection(within ? new NpgsqlConnectionStringBuilder(choice.ConnectionString) { ApplicationName = "portal words", MinPoolSize = 0, MaxPoolSize = 4 }.ToString() : choice.ConnectionString);
}
