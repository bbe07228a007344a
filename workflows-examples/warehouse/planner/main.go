// planner knows stock 2.x.
package main

import (
	"context"
	"errors"

	"google.golang.org/grpc"
	"warehouse/counting"
	"warehouse/stock-2/stockpb"
)

func main() {
	counting.Run("planner", func(ctx context.Context, conn *grpc.ClientConn, options ...grpc.CallOption) (string, error) {
		reply, err := stockpb.NewStockClient(conn).Count(ctx, &stockpb.CountRequest{Item: "apples"}, options...)
		if err == nil && len(reply.GetShelves()) == 0 {
			err = errors.New("no shelves: an answer of another major")
		}
		return reply.GetVersion(), err
	})
}
