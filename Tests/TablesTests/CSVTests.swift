// SPDX-License-Identifier: Apache-2.0
import Evidence
import Testing
@testable import Tables
