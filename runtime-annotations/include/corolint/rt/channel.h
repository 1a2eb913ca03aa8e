//===--- corolint/rt/channel.h - all channels -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_CHANNEL_H
#define COROLINT_RT_CHANNEL_H

#include "corolint/rt/channel/broadcast.h"
#include "corolint/rt/channel/mpmc.h"
#include "corolint/rt/channel/mpsc.h"
#include "corolint/rt/channel/oneshot.h"
#include "corolint/rt/channel/watch.h"

#endif // COROLINT_RT_CHANNEL_H
