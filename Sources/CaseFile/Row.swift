// SPDX-License-Identifier: Apache-2.0

import GRDB

/// In this room a `Row` is the database's; a row of a released table is an `Evidence.Row`.
typealias Row = GRDB.Row
